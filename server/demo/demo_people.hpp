// The people of the demo company: every role, post and clearance once at least.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "core/model/user.hpp"

namespace lantai::server {

/// The one password of all demo accounts; the start on any other address than this machine's own
/// is refused while they exist.
inline constexpr std::string_view kDemoPassword = "lantai-demo-2026";

inline constexpr std::string_view kDemoCompany = "临江青禾泵业有限公司";

struct DemoDepartment {
    std::string_view code;
    std::string_view name;
};
std::span<const DemoDepartment> demo_departments();

struct DemoPerson {
    std::string_view login;
    std::string_view name;
    std::string_view department;  // code
    std::vector<core::Role> roles;
    core::Level clearance;
    std::string_view what;  // for the list that `make run` prints
};
std::span<const DemoPerson> demo_people();

struct DemoPost {
    core::PositionKind kind;
    std::string_view department;  // code; empty for posts of the whole company
    std::string_view login;
    std::string_view deputy;  // login; empty = none
};
std::span<const DemoPost> demo_posts();

}  // namespace lantai::server
