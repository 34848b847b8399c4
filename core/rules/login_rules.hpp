// How long a login has to wait, and which passwords are too easy (security.md 6). Pure functions.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lantai::core {

/// Seconds to wait after this many failures in a row: 0 for `free` failures, then 2, 4, 8 … 300.
int login_delay(int failures, int free);
inline constexpr int kLongestLoginDelay = 300;
inline constexpr int kFreeFailuresOfAccount = 3;
/// An office may sit behind one address, so an address gets more before it has to wait.
inline constexpr int kFreeFailuresOfAddress = 20;

/// Well-known passwords, also with digits or signs behind; one unit repeated; runs along the
/// keyboard or the alphabet; nothing but digits and signs. `password` in lower case.
bool is_common_password(std::string_view password);

/// Does it contain one of `own_words` (of 4 bytes or more, in lower case) and little else:
/// fewer than 8 further bytes?
bool is_personal_password(std::string_view password, const std::vector<std::string>& own_words);

/// 2-32 of a-z, 0-9, dot, hyphen and underscore; begins with a letter.
bool is_login_name(std::string_view login);

/// ASCII letters in lower case, blanks around it removed: how a login is compared.
std::string fold_login(std::string_view login);

}  // namespace lantai::core
