#include "core/rules/login_rules.hpp"

#include <algorithm>
#include <array>

namespace lantai::core {
namespace {

// Bases of what people choose most, in English and pinyin. Digits and signs behind them are
// ignored, so "password2024!" and "woaini5201314" are found too.
constexpr std::array<std::string_view, 88> kBases = {
    "password",     "passw0rd",    "p@ssw0rd",     "p@ssword",      "pass",         "passwd",
    "mypassword",   "newpassword", "admin",        "administrator", "adminadmin",   "root",
    "rootroot",     "superuser",   "sysadmin",     "system",        "manager",      "user",
    "username",     "guest",       "test",         "testtest",      "demo",         "default",
    "changeme",     "letmein",     "welcome",      "login",         "secret",       "master",
    "access",       "qwerty",      "qwertyuiop",   "qwertyui",      "asdfgh",       "asdfghjkl",
    "zxcvbn",       "zxcvbnm",     "qazwsx",       "qazwsxedc",     "qweasd",       "qweasdzxc",
    "q1w2e3r4",     "q1w2e3r4t5",  "1q2w3e4r",     "1q2w3e4r5t",    "1q2w3e4r5t6y", "1qaz2wsx",
    "1qaz2wsx3edc", "abc",         "abcd",         "abcdef",        "abcdefg",      "abcdefgh",
    "abc123abc",    "a",           "aa",           "aaa",           "iloveyou",     "ilove",
    "sunshine",     "princess",    "football",     "baseball",      "monkey",       "dragon",
    "superman",     "batman",      "shadow",       "michael",       "computer",     "internet",
    "woaini",       "woaiwojia",   "woaizhongguo", "wodemima",      "mima",         "nihao",
    "zhongguo",     "beijing",     "shanghai",     "guangzhou",     "gongsi",       "dangan",
    "danganshi",    "lantai",      "guanliyuan",   "wobuzhidao"};

constexpr std::array<std::string_view, 7> kRuns = {
    "01234567890123456789",        "98765432109876543210",       "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",  "qwertyuiopasdfghjklzxcvbnm", "poiuytrewqlkjhgfdsamnbvcxz",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) >= 0x80); }

bool repeats_a_unit(std::string_view text) {
    for (std::size_t unit = 1; unit <= 4 && unit * 2 <= text.size(); ++unit) {
        bool same = true;
        for (std::size_t i = unit; i < text.size() && same; ++i) same = text[i] == text[i - unit];
        if (same) return true;
    }
    return false;
}

}  // namespace

int login_delay(int failures, int free) {
    if (failures < free) return 0;
    const int doublings = std::min(failures - free, 8);
    return std::min(2 << doublings, kLongestLoginDelay);
}

bool is_common_password(std::string_view password) {
    if (repeats_a_unit(password)) return true;
    for (const std::string_view run : kRuns)
        if (run.find(password) != std::string_view::npos) return true;
    std::string_view base = password;
    while (!base.empty() && !is_letter(base.back())) base.remove_suffix(1);
    std::string_view front = base;
    while (!front.empty() && !is_letter(front.front())) front.remove_prefix(1);
    if (base.empty()) return true;
    return std::any_of(kBases.begin(), kBases.end(), [&](std::string_view known) {
        return password == known || base == known || front == known;
    });
}

bool is_personal_password(std::string_view password, const std::vector<std::string>& own_words) {
    return std::any_of(own_words.begin(), own_words.end(), [&](const std::string& word) {
        return word.size() >= 4 && password.find(word) != std::string_view::npos &&
               password.size() < word.size() + 8;
    });
}

bool is_login_name(std::string_view login) {
    if (login.size() < 2 || login.size() > 32 || login[0] < 'a' || login[0] > 'z') return false;
    return std::all_of(login.begin(), login.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
}

std::string fold_login(std::string_view login) {
    const auto first = login.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    login = login.substr(first, login.find_last_not_of(" \t") - first + 1);
    std::string out(login);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace lantai::core
