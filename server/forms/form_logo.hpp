// The logo that the forms of a fonds carry.
#pragma once
#include <istream>
#include <memory>

#include "core/service/logos.hpp"
#include "core/service/store.hpp"
#include "pdf/image.hpp"

namespace lantai::server {

/// Ready to be drawn, or nullptr without one. Errors: those of core::Logos and pdf::read_image.
core::Result<std::shared_ptr<const pdf::Image>> form_logo(core::Store& store, core::Id fonds_id);

/// A picture as the logo of a fonds: PNG or JPEG by its content. Errors: invalid_argument
/// "pdf.image_unreadable" and those of pdf::read_image; too_large "upload.too_large" with "max".
core::Result<core::Logo> read_logo(std::istream& in);

}  // namespace lantai::server
