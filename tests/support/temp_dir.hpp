#pragma once
#include <stdlib.h>
#include <filesystem>
#include <string>
namespace lantai::test {
class TempDir {
public:
    TempDir() {
        std::string t = (std::filesystem::temp_directory_path() / "lantai-XXXXXX").string();
        path_ = ::mkdtemp(t.data());
    }
    ~TempDir() {
        std::error_code ec;
        std::filesystem::remove_all(path_, ec);
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};
}  // namespace lantai::test
