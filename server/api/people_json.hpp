// JSON of people shared by routes.
#pragma once
#include "core/service/positions.hpp"
#include "server/json_codec.hpp"

namespace lantai::server {

/// An object of the schema Position.
void write_position(JsonWriter& out, const core::PositionRow& row);

}  // namespace lantai::server
