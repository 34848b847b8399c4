// Every registered form with ordinary and with awkward data, for the tests that hold for all.
#pragma once
#include <string>
#include <vector>

#include "pdf/form.hpp"

namespace lantai::test {

struct FormSample {
    std::string form;  // its id in pdf::forms()
    std::string name;  // of this data: ordinary, long, empty …
    pdf::DrawForm draw;
    bool golden = false;  // its words and their places are kept in tests/pdf/golden
};

/// Each form has a sample named "ordinary" with golden data.
std::vector<FormSample> form_samples();

/// The sheets of one volume: F-1 to F-4.
std::vector<FormSample> volume_form_samples();

/// Lists, stamps and labels.
std::vector<FormSample> list_form_samples();

/// The same forms with the longest texts that are filed, without empty cells.
std::vector<FormSample> harsh_form_samples();

/// 63 characters, as long as titles get.
std::string long_title();

/// Characters beyond the BMP and of the extension blocks, as names have them.
inline constexpr const char* kRareNames = "王𠮷、李㛃、龚䶮、𬭊、č";

}  // namespace lantai::test
