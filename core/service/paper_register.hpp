// The handling register 文件处理登记簿: papers from receipt to the archive (R-6 … … R-17).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/register_entry.hpp"
#include "core/rules/access_rules.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// What a person writes; of `entry` only what the register says of the paper.
struct RegisterDraft {
    RegisterEntry entry;
};

struct RegisterDetail {
    RegisterRow row;
    std::vector<RegisterStep> steps;  // oldest first
    Id keeper_id = 0;                 // department that keeps the paper (R-6 … R-8)
    std::optional<Date> due;          // day 10 of the month after its conclusion
    int days_late = 0;
    std::vector<Action> can;
};

struct RegisterPage {
    std::vector<RegisterDetail> entries;  // without steps
    std::optional<Id> next;               // before this id
    std::int64_t total = 0;
};

/// Errors of every method: those of require(), where hidden and missing entries answer alike
/// (access.not_found) and refusals are logged; stale; field faults, all at once; conflict
/// register.corrected (another entry took its place, params register_no).
/// Threads: every method from any thread.
class PaperRegister {
public:
    PaperRegister(Store& store, DenialLog& denials) : store_(store), denials_(denials) {}

    /// Takes the next number of department, year and direction. Errors: check_entry(); field
    /// faults department_id item.department_missing, handler_id register.handler (an active person
    /// of the department), copy_of register.copy_unknown, document_no register.second_original
    /// (params register_no, department: another department's register holds the original, R-7).
    Result<RegisterDetail> enter(const Caller& caller, const RegisterDraft& draft);
    /// a new entry takes the place of the old one, which stays; the paper keeps its state and
    /// steps. Department, year and direction stay. Errors: as enter(); conflict register.filed.
    Result<RegisterDetail> correct(const Caller& caller, Id id, int version,
                                   const RegisterDraft& draft);
    /// conclude, keep or collect. Errors: those of next_state(); field act request.not_a_choice for
    /// the acts that other work brings about.
    Result<RegisterDetail> act(const Caller& caller, Id id, int version, RegisterAct act,
                               const std::string& remarks);
    /// Another handler of the same department. Errors: register.handler.
    Result<RegisterDetail> hand_on(const Caller& caller, Id id, int version, Id handler_id,
                                   const std::string& remarks);

    Result<RegisterDetail> get(const Caller& caller, Id id);
    Result<RegisterPage> list(const Caller& caller, const RegisterFilter& filter);

    /// 0: none is named yet.
    Result<Id> office(const Caller& caller);
    /// Who keeps what the company issues. Errors: field department_id department.unknown.
    Result<Id> set_office(const Caller& caller, Id department_id);

private:
    using Work = std::function<Result<void>(UnitOfWork&, RegisterRow&)>;
    Result<RegisterDetail> with_entry(const Caller& caller, Id id, int version, Action action,
                                      const Work& work);
    Result<RegisterDetail> detail(const Caller& caller, Id id);
    Store& store_;
    DenialLog& denials_;
};

}  // namespace lantai::core
