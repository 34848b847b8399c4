#include "server/print_fonts.hpp"

namespace lantai::server {

core::Result<std::shared_ptr<const pdf::FontSet>> PrintFonts::get() {
    const std::lock_guard guard(mutex_);
    if (!fonts_) {
        LT_TRY(fonts_, pdf::FontSet::load(pdf::default_font_folder()));
    }
    return fonts_;
}

}  // namespace lantai::server
