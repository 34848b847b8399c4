#include "pdf/image.hpp"

#include "tests/pdf/pdf_tools.hpp"
#include "tests/pdf/sample_images.hpp"

namespace lantai::pdf {
namespace {

std::string key_of(std::string_view file) {
    const auto image = read_image(file);
    return image ? "read" : image.error().key;
}

TEST(ImageTest, APngBecomesItsPixels) {
    const auto image = read_image(test::png_file(3, 200, 100, 50));
    ASSERT_TRUE(image) << image.error().detail;
    EXPECT_EQ((*image)->kind, ImageKind::rgb);
    EXPECT_EQ((*image)->width, 3);
    EXPECT_EQ((*image)->height, 3);
    ASSERT_EQ((*image)->bytes.size(), 27u);
    EXPECT_EQ((*image)->bytes.substr(24), "\xC8\x64\x32");
}

TEST(ImageTest, TransparencyIsLaidOnWhite) {
    const auto clear = read_image(test::png_file(1, 0, 0, 0, 0));
    ASSERT_TRUE(clear);
    EXPECT_EQ((*clear)->bytes, "\xFF\xFF\xFF");
}

TEST(ImageTest, AJpegStaysAsItIs) {
    const auto image = read_image(test::jpeg_file());
    ASSERT_TRUE(image) << image.error().detail;
    EXPECT_EQ((*image)->kind, ImageKind::jpeg);
    EXPECT_EQ((*image)->width, 8);
    EXPECT_EQ((*image)->height, 8);
    EXPECT_EQ((*image)->bytes, test::jpeg_file());
}

TEST(ImageTest, WhatIsNoUsablePictureIsRefused) {
    const std::string png = test::png_file(40, 1, 2, 3);
    std::string press = test::jpeg_file();  // says that it has four colours
    press[press.find("\xFF\xC0") + 9] = 4;
    std::string empty = test::jpeg_file();
    const std::size_t frame = empty.find("\xFF\xC0");
    empty[frame + 7] = empty[frame + 8] = 0;  // no width
    const std::string_view jpeg = test::jpeg_file();
    EXPECT_EQ(key_of(""), "pdf.image_unreadable");
    EXPECT_EQ(key_of("GIF89a"), "pdf.image_unreadable");
    EXPECT_EQ(key_of(png.substr(0, png.size() / 2)), "pdf.image_unreadable");
    EXPECT_EQ(key_of(png.substr(0, 20)), "pdf.image_unreadable");
    EXPECT_EQ(key_of(press), "pdf.image_unreadable");
    EXPECT_EQ(key_of(empty), "pdf.image_unreadable");
    EXPECT_EQ(key_of(jpeg.substr(0, jpeg.size() - 2)), "pdf.image_unreadable");
    EXPECT_EQ(key_of(jpeg.substr(0, frame + 6)), "pdf.image_unreadable");
    EXPECT_EQ(key_of(test::png_file(kMaxImageSide + 1, 0, 0, 0, 255, 1)), "pdf.image_too_large");
    EXPECT_EQ(key_of(std::string(kMaxImageBytes + 1, 'x')), "pdf.image_too_large");
}

}  // namespace
}  // namespace lantai::pdf
