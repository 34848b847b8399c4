#include "pdf/forms/filing_stamp_sheet.hpp"
#include "tests/pdf/form_samples.hpp"

namespace lantai::test {
namespace {

pdf::FilingStamps stamps_of(int count) {
    pdf::FilingStamps stamps;
    stamps.head.company = "云岭置业有限公司";
    stamps.head.content_date = core::Date(2022, 3, 5);
    for (int i = 1; i <= count; ++i)
        stamps.stamps.push_back(
            {"0001", "2021", std::to_string(10000 + i).substr(1), "办公室", "30年", i});
    return stamps;
}

FormSample stamp_sheet(std::string name, pdf::FilingStamps data, bool golden = false) {
    return {"filing_stamp_sheet", std::move(name),
            [data = std::move(data)](pdf::FormDrawing& drawing) {
                return pdf::draw_filing_stamp_sheet(drawing, data);
            },
            golden};
}

void add_stamp_sheets(std::vector<FormSample>& samples) {
    samples.push_back(stamp_sheet("ordinary", stamps_of(50), true));
    pdf::FilingStamps awkward = stamps_of(3);
    awkward.head.level = core::Level::secret;
    awkward.head.level_mark = "秘密★5年";
    awkward.stamps[1] = {"0001", "2021", "0002", "", "永久", std::nullopt};
    awkward.stamps[2].organization = "𠮷野部";
    samples.push_back(stamp_sheet("awkward", std::move(awkward)));
}

}  // namespace

std::vector<FormSample> list_form_samples() {
    std::vector<FormSample> samples;
    add_stamp_sheets(samples);
    return samples;
}

}  // namespace lantai::test
