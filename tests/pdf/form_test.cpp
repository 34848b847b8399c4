#include "pdf/form.hpp"

#include <gtest/gtest.h>

#include <set>

namespace lantai::pdf {
namespace {

TEST(FormTest, TheRegistryNamesEachFormOnce) {
    std::set<std::string_view> ids;
    std::set<std::string_view> numbers;
    for (const FormInfo& form : forms()) {
        EXPECT_TRUE(ids.insert(form.id).second) << form.id;
        EXPECT_TRUE(form.number.empty() || numbers.insert(form.number).second) << form.number;
        EXPECT_FALSE(form.title.empty());
        EXPECT_EQ(find_form(form.id), &form);
    }
    EXPECT_EQ(find_form("item_catalogue")->number, "F-1");
    EXPECT_EQ(find_form("notes_form")->number, "F-2");
    EXPECT_EQ(find_form("volume_cover")->number, "F-3");
    EXPECT_EQ(find_form("volume_spine")->number, "F-4");
    EXPECT_EQ(find_form("no_such_form"), nullptr);
    EXPECT_EQ(find_form(""), nullptr);
}

}  // namespace
}  // namespace lantai::pdf
