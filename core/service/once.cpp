#include "core/service/once.hpp"

namespace lantai::core {
namespace {
constexpr std::int64_t kKeptMs = 24 * 3'600'000;
}

Result<std::optional<KeptAnswer>> find_kept_answer(Store& store, const Caller& caller,
                                                   const std::string& key) {
    return store.read_value<std::optional<KeptAnswer>>(
        [&](Database& db) { return find_answer(db, caller.subject.user_id, key); });
}

Result<void> keep_answer(Store& store, const Actor& actor, int status, const std::string& body) {
    return store.maintain([&](Database& db) { return core::keep_answer(db, actor, status, body); });
}

Result<void> sweep_answers(Store& store) {
    const Timestamp before = store.now() - kKeptMs;
    return store.maintain([&](Database& db) { return forget_answers(db, before); });
}

}  // namespace lantai::core
