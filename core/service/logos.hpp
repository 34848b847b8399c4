// The company's logo of each fonds, for its printed forms.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/service/store.hpp"

namespace lantai::core {

inline constexpr std::uint64_t kMaxLogoBytes = 1 << 20;

struct Logo {
    std::string bytes;
    std::string media_type;  // image/png or image/jpeg
};

/// Errors of every method: those of require(); not_found "access.not_found" for an unknown fonds;
/// corrupt when the bytes are no longer those that were set.
/// Threads: every method from any thread.
class Logos {
public:
    explicit Logos(Store& store) : store_(store) {}

    /// Takes the place of the one before. `logo` is a readable picture of that type: who calls has
    /// looked. Errors: too_large "upload.too_large".
    Result<void> set(const Caller& caller, Id fonds_id, const Logo& logo);
    /// Errors: not_found "logo.none".
    Result<void> remove(const Caller& caller, Id fonds_id);
    Result<std::optional<Logo>> get(const Caller& caller, Id fonds_id);
    /// For a form that may be printed; asks for no right.
    Result<std::optional<Logo>> for_print(Id fonds_id);

private:
    Store& store_;
};

}  // namespace lantai::core
