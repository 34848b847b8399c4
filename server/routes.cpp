#include "server/api/api.hpp"

namespace lantai::server {

std::vector<std::span<const Route>> all_routes() {
    return {
        loan_routes(),
        system_routes(),
    };
}

}  // namespace lantai::server
