#include "server/static_files.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temp_dir.hpp"

namespace lantai::server {
namespace {

class StaticFilesTest : public ::testing::Test {
protected:
    StaticFilesTest() {
        std::filesystem::create_directories(dir_.path() / "web" / "assets");
        write("web/index.html", "<html>");
        write("web/assets/app-1a2b.js", "code");
        write("web/assets/app-1a2b.js.gz", "packed");
        write("web/favicon.svg", "<svg>");
        write("web/.env", "secret");
        write("web/.state.json", "secret");
        write("web/program.exe", "x");
        write("secret.txt", "secret");
    }
    void write(const std::string& name, const std::string& text) {
        std::ofstream(dir_.path() / name) << text;
    }
    Response serve(const std::string& path, NamedTexts headers = {},
                   const std::string& method = "GET") {
        Request request;
        request.method = method;
        request.path = path;
        request.headers = std::move(headers);
        return files_.serve(request);
    }
    std::string served(const Response& response) {
        return response.file ? response.file->path.filename().string() : "";
    }
    test::TempDir dir_;
    StaticFiles files_{dir_.path() / "web"};
};

TEST_F(StaticFilesTest, ServesFilesWithTheirTypes) {
    const Response script = serve("/assets/app-1a2b.js");
    EXPECT_EQ(served(script), "app-1a2b.js");
    EXPECT_EQ(script.content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(script.find_header("Cache-Control"), "public, max-age=31536000, immutable");
    const Response icon = serve("/favicon.svg");
    EXPECT_EQ(icon.content_type, "image/svg+xml");
    EXPECT_EQ(icon.find_header("Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, ServesThePackedFileToWhoUnderstandsIt) {
    const Response packed = serve("/assets/app-1a2b.js", {{"Accept-Encoding", "br, gzip"}});
    EXPECT_EQ(served(packed), "app-1a2b.js.gz");
    EXPECT_EQ(packed.find_header("Content-Encoding"), "gzip");
    EXPECT_EQ(packed.find_header("Vary"), "Accept-Encoding");
    EXPECT_NE(packed.file->etag, serve("/assets/app-1a2b.js").file->etag);
}

TEST_F(StaticFilesTest, GivesThePageToNavigationsOnly) {
    EXPECT_EQ(served(serve("/")), "index.html");
    EXPECT_EQ(served(serve("/items/12", {{"Accept", "text/html,*/*"}})), "index.html");
    EXPECT_EQ(serve("/items/12", {{"Accept", "*/*"}}).status, 404);
    EXPECT_EQ(serve("/assets/gone.js", {{"Accept", "text/html"}}).status, 404);
}

TEST_F(StaticFilesTest, NeverServesWhatIsNotForBrowsers) {
    for (const char* path : {"/.env", "/.state.json", "/program.exe", "/assets", "/secret.txt"})
        EXPECT_EQ(serve(path).status, 404) << path;
}

TEST_F(StaticFilesTest, OnlyReads) {
    EXPECT_EQ(serve("/index.html", {}, "POST").status, 405);
    EXPECT_EQ(served(serve("/index.html", {}, "HEAD")), "index.html");
}

}  // namespace
}  // namespace lantai::server
