// Certificates of what was handed over: of a journey and of a leaver.
#pragma once
#include <string>

#include "core/service/clearances.hpp"
#include "server/services.hpp"

namespace lantai::server {

/// 归档结清证明, for the accounts department. The same clearance gives the same bytes. Errors:
/// those of the typefaces and of the document.
core::Result<std::string> clearance_certificate(Services& services, const core::ClearanceRow& row);

/// 离职结清证明.
core::Result<std::string> leaving_certificate(Services& services, const core::LeavingEntry& entry);

}  // namespace lantai::server
