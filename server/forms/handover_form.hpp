// F-7 移交签收单 from a handover.
#pragma once
#include <memory>

#include "core/service/handovers.hpp"
#include "pdf/forms/handover_receipt.hpp"

namespace lantai::server {

/// The receipt with signatures and dates as far as they are given, with the date of the last of
/// them. A row that the reader may not know has its number and nothing else, so that the sums are
/// left out, and the level mark is that of the rows it shows: the printer's paper tells the printer
/// nothing more.
pdf::HandoverReceipt handover_receipt(const core::Store& store, const core::HandoverToPrint& paper,
                                      std::shared_ptr<const pdf::Image> logo);

}  // namespace lantai::server
