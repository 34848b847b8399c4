#include "tests/pdf/form_samples.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace lantai::test {

std::vector<FormSample> form_samples() {
    std::vector<FormSample> samples = volume_form_samples();
    std::array<std::vector<FormSample>, 2> others = {list_form_samples(), harsh_form_samples()};
    for (std::vector<FormSample>& more : others)
        std::move(more.begin(), more.end(), std::back_inserter(samples));
    return samples;
}

std::string long_title() {
    std::string title = "关于";
    for (int i = 0; i < 8; ++i) title += "云岭二期项目工";
    return title + "程的批复函";
}

}  // namespace lantai::test
