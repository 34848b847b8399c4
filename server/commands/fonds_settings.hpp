// `lantai fonds arrangement` and `lantai fonds logo`: what a person sets of a fonds.
#pragma once
#include "core/model/fonds.hpp"
#include "server/commands/open_archive.hpp"

namespace lantai::server {

/// Shows how the categories of the fonds are arranged and coded, or sets it for one: from a preset,
/// then option by option.
core::Result<int> fonds_arrangement(OpenArchive& archive, const core::Caller& caller,
                                    const core::Fonds& fonds, const Arguments& arguments);

/// set FILE, or clear.
core::Result<int> fonds_logo(OpenArchive& archive, const core::Caller& caller,
                             const core::Fonds& fonds, const Arguments& arguments);

}  // namespace lantai::server
