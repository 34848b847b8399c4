#include "server/forms/form_logo.hpp"

#include <string_view>

namespace lantai::server {

core::Result<std::shared_ptr<const pdf::Image>> form_logo(core::Store& store, core::Id fonds_id) {
    LT_TRY(const auto logo, core::Logos(store).for_print(fonds_id));
    if (!logo) return std::shared_ptr<const pdf::Image>();
    return pdf::read_image(logo->bytes);
}

core::Result<core::Logo> read_logo(std::istream& in) {
    constexpr std::string_view kPngSignature = "\x89PNG";
    core::Logo logo;
    logo.bytes.resize(core::kMaxLogoBytes + 1);  // one byte too many is enough to see it
    in.read(logo.bytes.data(), static_cast<std::streamsize>(logo.bytes.size()));
    logo.bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (logo.bytes.size() > core::kMaxLogoBytes) {
        core::Error error = core::fail(core::ErrorCode::too_large, "upload.too_large");
        error.params = {{"max", std::to_string(core::kMaxLogoBytes)}};
        return error;
    }
    LT_TRY(const auto image, pdf::read_image(logo.bytes));
    (void)image;
    logo.media_type = logo.bytes.starts_with(kPngSignature) ? "image/png" : "image/jpeg";
    return logo;
}

}  // namespace lantai::server
