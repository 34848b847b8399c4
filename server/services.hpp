// Everything a handler may use. Built by server/app.cpp and, in tests, by TestApp.
#pragma once
#include "core/service/denial_log.hpp"
#include "core/service/store.hpp"

namespace lantai::server {

struct Services {
    core::Store& store;
    core::DenialLog& denials;
};

}  // namespace lantai::server
