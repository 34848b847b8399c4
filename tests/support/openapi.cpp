#include "tests/support/openapi.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "server/api/api.hpp"

namespace lantai::test {
namespace {

using nlohmann::json;
using valijson::adapters::NlohmannJsonAdapter;

std::vector<std::string> split(const std::string& path) {
    std::vector<std::string> parts;
    std::istringstream in(path);
    for (std::string part; std::getline(in, part, '/');) parts.push_back(part);
    return parts;
}

bool fits(const std::string& pattern, const std::string& path) {
    const auto a = split(pattern);
    const auto b = split(path);
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto close = a[i].find('}');
        if (close == std::string::npos ? a[i] != b[i] : !b[i].ends_with(a[i].substr(close + 1)))
            return false;
    }
    return true;
}

/// A literal path wins over one with parameters.
const json* find_operation(std::string method, const std::string& path) {
    std::transform(method.begin(), method.end(), method.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (method == "head") method = "get";
    const json* found = nullptr;
    std::size_t fewest = 100;
    for (const auto& [pattern, methods] : openapi()["paths"].items()) {
        const auto open = static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '{'));
        if (!methods.contains(method) || !fits(pattern, path) || open >= fewest) continue;
        found = &methods[method];
        fewest = open;
    }
    return found;
}

const valijson::Schema& compiled(const json& schema) {
    static std::mutex mutex;
    static std::map<std::string, std::unique_ptr<valijson::Schema>> cache;
    const std::scoped_lock lock(mutex);
    auto& slot = cache[schema.dump()];
    if (!slot) {
        // References point into the document, so the schema brings the document's components.
        json whole = {{"allOf", json::array({schema})}, {"components", openapi()["components"]}};
        slot = std::make_unique<valijson::Schema>();
        valijson::SchemaParser parser;
        parser.populateSchema(NlohmannJsonAdapter(whole), *slot);
    }
    return *slot;
}

std::string value_fault(const json& schema, const json& value) {
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(compiled(schema), NlohmannJsonAdapter(value), &results)) return "";
    std::string faults;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        for (const std::string& step : error.context) faults += step;
        faults += ": " + error.description + "\n";
    }
    return faults;
}

}  // namespace

const json& openapi() {
    static const json document = json::parse(server::openapi_text());
    return document;
}

std::vector<Operation> openapi_operations() {
    std::vector<Operation> all;
    for (const auto& [path, methods] : openapi()["paths"].items()) {
        for (const auto& [method, operation] : methods.items()) {
            std::string upper = method;
            std::transform(upper.begin(), upper.end(), upper.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
            all.push_back({upper, path, operation["operationId"], operation["x-permission"]});
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::string answer_fault(const std::string& method, const std::string& path, int status,
                         const std::string& content_type, const std::string& body) {
    const json* operation = find_operation(method, path);
    // Unknown routes are answered by a problem, as every other failure.
    const json& responses = operation
                                ? (*operation)["responses"]
                                : json{{"default", {{"$ref", "#/components/responses/Problem"}}}};
    const std::string code = std::to_string(status);
    const bool known = responses.contains(code);
    if (!known && status < 400) return "status " + code + " is not in the document";
    json response = known ? responses[code] : responses["default"];
    if (response.contains("$ref")) response = openapi()["components"]["responses"]["Problem"];
    if (!response.contains("content")) return body.empty() ? "" : "there should be no body";
    const std::string type = content_type.substr(0, content_type.find(';'));
    const bool any = response["content"].contains("application/octet-stream");
    if (!any && !response["content"].contains(type))
        return "content type " + type + " is not in the document";
    if (type != "application/json" && type != "application/problem+json") return "";
    if (any) return "";
    return value_fault(response["content"][type]["schema"], json::parse(body));
}

std::string schema_fault(const std::string& schema, const json& value) {
    return value_fault({{"$ref", "#/components/schemas/" + schema}}, value);
}

}  // namespace lantai::test
