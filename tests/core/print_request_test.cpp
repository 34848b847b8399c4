// What a print job was asked for comes back from its row.
#include "core/repo/print_request.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

PrintJob read_back(const std::string& text) {
    PrintJob job;
    const auto read = read_print_request(text, job);
    EXPECT_TRUE(read) << text;
    return job;
}

TEST(PrintRequestTest, KeepsRecordsOptionsAndScope) {
    PrintJob job;
    job.subject = PrintSubject::list;
    job.options = {true, true, true, "63x38", 7};
    job.scope.fonds_id = 3;
    job.scope.category = "W=S";
    job.scope.filing_year = 2023;
    job.scope.retention_class = "D30";
    job.scope.department_id = 12;
    job.volumes = {5, 4};
    job.boxes = {9};
    job.items = {1, 2};
    const PrintJob back = read_back(print_request_text(job));
    EXPECT_EQ(back.subject, PrintSubject::list);
    EXPECT_TRUE(back.options.hard_cover && back.options.a4 && back.options.stamp_pages);
    EXPECT_EQ(back.options.label_sheet, "63x38");
    EXPECT_EQ(back.options.first_place, 7);
    EXPECT_EQ(back.scope.fonds_id, 3);
    EXPECT_EQ(back.scope.category, "W=S");
    EXPECT_EQ(back.scope.filing_year, 2023);
    EXPECT_EQ(back.scope.retention_class, "D30");
    EXPECT_EQ(back.scope.department_id, 12);
    EXPECT_EQ(back.volumes, job.volumes);
    EXPECT_EQ(back.boxes, job.boxes);
    EXPECT_EQ(back.items, job.items);
}

TEST(PrintRequestTest, WhatWasNotAskedForStaysAsItIs) {
    const PrintJob back = read_back(print_request_text(PrintJob{}));
    EXPECT_EQ(back.subject, PrintSubject::volumes);
    EXPECT_FALSE(back.options.hard_cover || back.options.a4 || back.options.stamp_pages);
    EXPECT_EQ(back.options.first_place, 1);
    EXPECT_FALSE(back.scope.category || back.scope.filing_year || back.scope.department_id);
}

TEST(PrintRequestTest, ReadsJobsOfBeforeBoxesCouldBePrinted) {
    const PrintJob back = read_back(R"({"cover":"hard_cover","volumes":["12","13"]})");
    EXPECT_TRUE(back.options.hard_cover);
    EXPECT_EQ(back.volumes, (std::vector<Id>{12, 13}));
    EXPECT_FALSE(read_back(R"({"cover":"a4","volumes":["12"]})").options.hard_cover);
}

TEST(PrintRequestTest, SeesWhatIsNoRequest) {
    for (const char* text : {"", "{}", R"({"records":["x12"]})", R"({"records":["v"]})",
                             R"({"options":["subject=people"]})", R"({"options":["year=soon"]})",
                             R"({"options":["colour=red"]})"}) {
        PrintJob job;
        const auto read = read_print_request(text, job);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().key, "db.corrupt") << text;
    }
}

}  // namespace
}  // namespace lantai::core
