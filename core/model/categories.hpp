// The record categories 门类 that stand in archival codes (DA/T 13-2022, domain.md 2.4).
#pragma once
#include <array>
#include <string_view>

namespace lantai::core {

struct Category {
    std::string_view code;
    std::string_view name;
};

inline constexpr std::array<Category, 9> kCategories = {{{"WS", "文书"},
                                                         {"KJ", "科技"},
                                                         {"KU", "会计"},
                                                         {"RS", "人事"},
                                                         {"ZY", "专业"},
                                                         {"ZP", "照片"},
                                                         {"LY", "录音"},
                                                         {"LX", "录像"},
                                                         {"SW", "实物"}}};

inline bool is_category(std::string_view code) {
    for (const Category& category : kCategories)
        if (category.code == code) return true;
    return false;
}

}  // namespace lantai::core
