// Collects every fault of one request, so that a form or a refusal shows all of them at once.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.hpp"

namespace lantai::core {

class Faults {
public:
    void add(Error error) { list_.push_back(std::move(error)); }
    void add(std::optional<Error> error) {
        if (error) list_.push_back(*std::move(error));
    }
    bool empty() const { return list_.empty(); }
    /// Success when nothing was added; else the first fault, carrying the rest in `others`.
    Result<void> result() && {
        if (list_.empty()) return {};
        Error first = std::move(list_.front());
        first.others.assign(std::make_move_iterator(list_.begin() + 1),
                            std::make_move_iterator(list_.end()));
        return first;
    }

private:
    std::vector<Error> list_;
};

}  // namespace lantai::core
