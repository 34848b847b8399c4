// openapi.json for tests: its operations, and whether a body fits its schema.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lantai::test {

struct Operation {
    std::string method;  // "GET"
    std::string path;    // "/api/v1/items/{id}"
    std::string id;
    std::string permission;
    bool operator<(const Operation& other) const {
        return std::tie(path, method) < std::tie(other.path, other.method);
    }
};

const nlohmann::json& openapi();
std::vector<Operation> openapi_operations();

/// What is wrong with the answer to an operation, or "". An operation or a status that the
/// document does not know is wrong too (problems are "default").
std::string answer_fault(const std::string& method, const std::string& path, int status,
                         const std::string& content_type, const std::string& body);

/// What is wrong with a value for a schema of components, or "".
std::string schema_fault(const std::string& schema, const nlohmann::json& value);

}  // namespace lantai::test
