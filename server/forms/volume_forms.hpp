// The forms of one volume: F-1 to F-4.
#pragma once
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/service/volumes.hpp"
#include "pdf/form.hpp"
#include "pdf/forms/volume_spine.hpp"
#include "server/forms/form_options.hpp"

namespace lantai::server {

/// A volume ready to be drawn. The texts are copied out of it, so that it may go at once.
struct VolumePaper {
    const core::Store& store;
    const core::VolumeDetail& detail;
    std::shared_ptr<const pdf::Image> logo;  // nullptr: none
    FormOptions options;
};

struct VolumeForm {
    std::string_view id;
    pdf::DrawForm (*draw)(const VolumePaper&);
};

/// F-1 卷内文件目录, F-2 卷内备考表, F-3 案卷封面, F-4 案卷脊背.
std::span<const VolumeForm> volume_forms();
/// The form with this id, or nullptr.
const VolumeForm* find_volume_form(std::string_view id);

/// One strip of F-4, for a sheet that holds many.
pdf::SpineStrip spine_strip(const VolumePaper& paper);
pdf::FormHead volume_head(const VolumePaper& paper);

}  // namespace lantai::server
