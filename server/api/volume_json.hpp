// A volume as JSON, and an old one from JSON, for the routes and commands that share them.
#pragma once
#include <string>
#include <string_view>

#include "core/service/holdings.hpp"
#include "core/service/volumes.hpp"

namespace lantai::server {

/// Schema Volume of openapi.json.
std::string volume_json(const core::VolumeDetail& detail);

/// Schema OldVolume; fonds and department of `defaults` hold when it names none. Errors: those of
/// JsonReader.
core::Result<core::OldVolume> read_old_volume(std::string_view json,
                                              const core::OldVolume& defaults = {});

}  // namespace lantai::server
