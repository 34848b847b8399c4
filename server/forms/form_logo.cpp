#include "server/forms/form_logo.hpp"

#include "core/service/logos.hpp"

namespace lantai::server {

core::Result<std::shared_ptr<const pdf::Image>> form_logo(core::Store& store, core::Id fonds_id) {
    LT_TRY(const auto logo, core::Logos(store).for_print(fonds_id));
    if (!logo) return std::shared_ptr<const pdf::Image>();
    return pdf::read_image(logo->bytes);
}

}  // namespace lantai::server
