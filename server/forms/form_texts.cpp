#include "server/forms/form_texts.hpp"

#include <algorithm>

#include "core/model/categories.hpp"
#include "core/rules/secrecy.hpp"

namespace lantai::server {
namespace {

std::string secrecy_text(core::Level level, std::optional<int> months) {
    return level < core::Level::secret ? std::string() : core::secrecy_mark(level, months);
}

}  // namespace

std::string level_mark(core::Level level, std::span<const core::ItemEntry> items) {
    HighestLevel found;
    for (const core::ItemEntry& entry : items)
        if (entry.item.level == level) found.add(entry.item);
    return found.level() == level ? found.mark() : secrecy_text(level, std::nullopt);
}

void HighestLevel::add(const core::Item& item) {
    if (item.level > level_) {
        level_ = item.level;
        months_.reset();
        without_period_ = false;
    }
    if (item.level < level_) return;
    if (item.secrecy_months)
        months_ = std::max(months_.value_or(0), *item.secrecy_months);
    else
        without_period_ = true;
}

std::string HighestLevel::mark() const {
    return secrecy_text(level_, without_period_ ? std::nullopt : months_);
}

std::string last_number(std::string_view code) {
    const auto last = code.find_last_of("0123456789");
    if (last == std::string_view::npos) return {};
    const auto before = code.substr(0, last + 1).find_last_not_of("0123456789");
    const auto begin = before == std::string_view::npos ? 0 : before + 1;
    return std::string(code.substr(begin, last + 1 - begin));
}

std::string category_name(std::string_view code) {
    for (const core::Category& category : core::kCategories)
        if (category.code == code) return std::string(category.name);
    return std::string(code);
}

void Distinct::add(std::string_view text) {
    if (std::find(texts_.begin(), texts_.end(), text) == texts_.end()) texts_.emplace_back(text);
}

std::string Distinct::joined() const {
    std::string all;
    for (const std::string& text : texts_) all += (all.empty() ? "" : "、") + text;
    return all;
}

std::string year_range(int first, int last) {
    std::string text = std::to_string(first);
    if (last != first) text += "—" + std::to_string(last);
    return text;
}

std::string local_time(const core::Store& store, core::Timestamp time) {
    const core::Date day = store.day(time);
    const auto minutes = (time - store.begin_of(day)) / 60'000;
    const auto two = [](core::Timestamp number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return day.iso() + " " + two(minutes / 60) + ":" + two(minutes % 60);
}

void add_notes(pdf::NotesForm& form, const core::Store& store,
               const std::vector<core::NoteEntry>& notes) {
    for (const core::NoteEntry& entry : notes) {
        form.later.push_back(
            {entry.note.text, entry.signer_name, local_time(store, entry.note.signed_at)});
        if (entry.note.level <= form.head.level) continue;
        form.head.level = entry.note.level;
        form.head.level_mark = level_mark(entry.note.level, {});
    }
}

core::Date content_day(const core::Store& store, const core::Volume& volume) {
    const bool old = volume.origin == core::Origin::old;
    return store.day(volume.sealed_at.value_or(old ? volume.created_at : volume.updated_at));
}

}  // namespace lantai::server
