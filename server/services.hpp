// Everything a handler may use. Built by server/app.cpp.
#pragma once
#include "core/service/denial_log.hpp"
#include "core/service/passwords.hpp"
#include "core/service/sessions.hpp"
#include "core/service/store.hpp"

namespace lantai::server {

struct Services {
    core::Store& store;
    core::DenialLog& denials;
    core::Passwords& passwords;
    core::Sessions& sessions;
};

}  // namespace lantai::server
