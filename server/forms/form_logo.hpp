// The logo that the forms of a fonds carry.
#pragma once
#include <memory>

#include "core/service/store.hpp"
#include "pdf/image.hpp"

namespace lantai::server {

/// Ready to be drawn, or nullptr without one. Errors: those of core::Logos and pdf::read_image.
core::Result<std::shared_ptr<const pdf::Image>> form_logo(core::Store& store, core::Id fonds_id);

}  // namespace lantai::server
