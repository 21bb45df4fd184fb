"""Pairs that were written and labelled by somebody who had not seen the program's reading.

Nothing was changed after they were first read, so that they show how it does on other policies.
"""

from tests.diff.duty_pairs import Pair

HELD_OUT: tuple[Pair, ...] = (
    (
        "modal",
        (
            "a: Staff should report their absence by telephone to the school office before 7.30 "
            "am on the first day."
        ),
        (
            "a: Staff must report their absence by telephone to the school office before 7.30 am "
            "on the first day."
        ),
        "stronger",
    ),
    (
        "modal",
        (
            "a: Line managers must hold a return-to-work discussion with the employee after "
            "every period of sickness absence, however short."
        ),
        (
            "a: Line managers should hold a return-to-work discussion with the employee after "
            "every period of sickness absence, however short."
        ),
        "weaker",
    ),
    (
        "modal",
        (
            "a: The headteacher will notify the chair of governors of any allegation of gross "
            "misconduct made against a senior leader."
        ),
        (
            "a: The headteacher shall notify the chair of governors of any allegation of gross "
            "misconduct made against a senior leader."
        ),
        "same",
    ),
    (
        "modal",
        (
            "a: Employees may not use school devices to access personal social media accounts "
            "during lesson time."
        ),
        (
            "a: Employees must not use school devices to access personal social media accounts "
            "during lesson time."
        ),
        "same",
    ),
    (
        "modal",
        (
            "a: The panel may adjourn the disciplinary hearing if new evidence is presented by "
            "either side."
        ),
        (
            "a: The panel must adjourn the disciplinary hearing if new evidence is presented by "
            "either side."
        ),
        "stronger",
    ),
    (
        "modal",
        (
            "a: The school will refer an employee to occupational health where an absence has "
            "lasted for more than four weeks."
        ),
        (
            "a: The school may refer an employee to occupational health where an absence has "
            "lasted for more than four weeks."
        ),
        "weaker",
    ),
    (
        "present",
        (
            "a: The line manager arranges a review meeting once an employee has had three "
            "periods of absence in a term."
        ),
        (
            "a: The line manager must arrange a review meeting once an employee has had three "
            "periods of absence in a term."
        ),
        "same",
    ),
    (
        "present",
        (
            "a: The headteacher keeps a written record of each informal concern raised with a "
            "member of staff."
        ),
        (
            "a: The headteacher may keep a written record of each informal concern raised with a "
            "member of staff."
        ),
        "weaker",
    ),
    (
        "present",
        "z: Be.",
        (
            "z: Be. | a: The school business manager checks the absence records of all support "
            "staff at the end of each half-term."
        ),
        "new",
    ),
    (
        "present",
        (
            "z: Be. | a: The clerk to the governors circulates the appeal papers to both parties "
            "before the hearing."
        ),
        "z: Be.",
        "removed",
    ),
    (
        "present",
        (
            "a: The school recognises the benefits that social media can bring to communication "
            "with parents and the wider community."
        ),
        (
            "a: The school values the ways in which social media can help communication with "
            "parents and the wider community."
        ),
        "same",
    ),
    (
        "present",
        "a: The chair of governors acknowledges every whistleblowing disclosure in writing.",
        (
            "a: The chair of governors acknowledges every whistleblowing disclosure in writing "
            "within five working days."
        ),
        "stronger",
    ),
    (
        "duty to",
        (
            "a: All staff have a duty to report suspected malpractice to the headteacher as soon "
            "as they become aware of it."
        ),
        (
            "a: All staff are required to report suspected malpractice to the headteacher as "
            "soon as they become aware of it."
        ),
        "same",
    ),
    (
        "duty to",
        (
            "a: Employees are encouraged to tell their line manager about any medication that "
            "could affect their performance at work."
        ),
        (
            "a: Employees need to tell their line manager about any medication that could affect "
            "their performance at work."
        ),
        "stronger",
    ),
    (
        "duty to",
        (
            "a: The designated governor is responsible for reviewing the register of staff "
            "interests every term."
        ),
        (
            "a: The designated governor is responsible for reviewing the register of staff "
            "interests every year."
        ),
        "weaker",
    ),
    (
        "duty to",
        "z: Be.",
        (
            "z: Be. | a: Every employee has a duty to co-operate fully with an investigation "
            "carried out under the disciplinary procedure."
        ),
        "new",
    ),
    (
        "duty to",
        (
            "z: Be. | a: Supply teachers are required to sign a copy of the code of conduct "
            "before they begin their first assignment."
        ),
        "z: Be.",
        "removed",
    ),
    (
        "relative",
        (
            "a: Employees who work directly with pupils must declare any close friendship with a "
            "parent to the headteacher."
        ),
        "a: Employees must declare any close friendship with a parent to the headteacher.",
        "stronger",
    ),
    (
        "relative",
        (
            "a: Managers must offer a stress risk assessment to every employee returning from "
            "long-term sickness absence."
        ),
        (
            "a: Managers must offer a stress risk assessment to every employee returning from "
            "long-term sickness absence that was related to work."
        ),
        "weaker",
    ),
    (
        "relative",
        (
            "a: The investigating officer, who will normally be a senior leader, must submit a "
            "written report to the headteacher."
        ),
        "a: The investigating officer must submit a written report to the headteacher.",
        "same",
    ),
    (
        "relative",
        (
            "a: Staff who have personal social media accounts must set their privacy controls to "
            "the highest available level."
        ),
        (
            "a: Any member of staff with a personal social media account must set its privacy "
            "controls to the highest available level."
        ),
        "same",
    ),
    (
        "relative",
        "z: Be.",
        (
            "z: Be. | a: Staff who become aware that a colleague has breached safer working "
            "practice must inform the designated safeguarding lead without delay."
        ),
        "new",
    ),
    (
        "scope",
        (
            "a: This policy applies to all teaching staff employed by the school, whether "
            "full-time or part-time."
        ),
        (
            "a: This policy applies to all teaching and support staff employed by the school, "
            "whether full-time or part-time."
        ),
        "stronger",
    ),
    (
        "scope",
        (
            "a: The capability procedure applies to all employees, including those who are "
            "serving a probationary period."
        ),
        (
            "a: The capability procedure applies to all employees, except those who are serving "
            "a probationary period."
        ),
        "weaker",
    ),
    (
        "scope",
        (
            "a: For the purposes of this code, the term 'staff' means employees, agency workers "
            "and volunteers."
        ),
        "a: In this code, 'staff' refers to volunteers, agency workers and employees.",
        "same",
    ),
    (
        "scope",
        (
            "a: Social media means any website or application on which users share content, such "
            "as Facebook or Instagram."
        ),
        (
            "a: Social media means any website or application on which users share content, such "
            "as Facebook, Instagram or TikTok."
        ),
        "same",
    ),
    (
        "scope",
        "a: This code of conduct does not apply to governors or to parent volunteers.",
        "a: This code of conduct does not apply to governors.",
        "stronger",
    ),
    (
        "scope",
        (
            "a: This policy does not form part of any employee's contract of employment and may "
            "be amended at any time."
        ),
        "a: This policy is non-contractual and may be amended at any time.",
        "same",
    ),
    (
        "list",
        (
            "a: While absent, employees must: | - p: keep in regular contact with their line "
            "manager | - q: submit fit notes promptly"
        ),
        (
            "a: While absent, employees must: | - p: keep in regular contact with their line "
            "manager | - q: submit fit notes promptly | - r: attend any occupational health "
            "appointment arranged for them"
        ),
        "new",
    ),
    (
        "list",
        (
            "a: All staff must: | - p: treat pupils with dignity | - q: lock their computer when "
            "leaving the room | - r: wear their identity badge on school premises"
        ),
        (
            "a: All staff must: | - p: treat pupils with dignity | - q: lock their computer when "
            "leaving the room"
        ),
        "removed",
    ),
    (
        "list",
        (
            "a: The invitation to the hearing must set out: | - p: the allegations against the "
            "employee | - q: the possible outcomes | - r: the names of any witnesses"
        ),
        (
            "a: The invitation to the hearing must set out: | - r: the names of any witnesses | "
            "- p: the allegations against the employee | - q: the possible outcomes"
        ),
        "same",
    ),
    (
        "list",
        (
            "a: When a flexible working request is received, managers should: | - p: meet the "
            "employee to discuss it | - q: record the reasons for their decision"
        ),
        (
            "a: When a flexible working request is received, managers must: | - p: meet the "
            "employee to discuss it | - q: record the reasons for their decision"
        ),
        "stronger",
    ),
    (
        "list",
        (
            "a: Staff must not use social media to: | - p: publish images of pupils | - q: "
            "discuss confidential school business"
        ),
        (
            "a: Staff are not permitted to use social media to: | - p: publish images of pupils "
            "| - q: discuss confidential school business"
        ),
        "same",
    ),
    (
        "sanction",
        (
            "a: Any breach of this policy may result in disciplinary action, up to and including "
            "dismissal."
        ),
        (
            "a: Any breach of this policy will result in disciplinary action, up to and "
            "including dismissal."
        ),
        "stronger",
    ),
    (
        "sanction",
        (
            "a: Failure to follow the absence reporting procedure will be treated as "
            "unauthorised absence and pay will be withheld."
        ),
        (
            "a: Failure to follow the absence reporting procedure may be treated as unauthorised "
            "absence and pay may be withheld."
        ),
        "weaker",
    ),
    (
        "sanction",
        (
            "a: Breaches of this code may lead to disciplinary action, including dismissal in "
            "the most serious cases."
        ),
        (
            "a: Anyone who breaches this code may face disciplinary action, which in the most "
            "serious cases can include dismissal."
        ),
        "same",
    ),
    (
        "sanction",
        (
            "a: Serious misuse of social media could be regarded as gross misconduct under the "
            "school's disciplinary procedure."
        ),
        (
            "a: Serious misuse of social media might be considered gross misconduct under the "
            "school's disciplinary procedure."
        ),
        "same",
    ),
    (
        "sanction",
        (
            "a: The deliberate disclosure of confidential information about a pupil will be "
            "treated as misconduct."
        ),
        (
            "a: The deliberate disclosure of confidential information about a pupil will be "
            "treated as gross misconduct."
        ),
        "stronger",
    ),
    (
        "permission",
        (
            "a: Staff must not use personal mobile phones anywhere on the school site during the "
            "school day."
        ),
        "a: Staff may use personal mobile phones in the staff room during the school day.",
        "permitted",
    ),
    (
        "permission",
        (
            "a: Teachers may take their planning, preparation and assessment time at home with "
            "the agreement of the headteacher."
        ),
        "a: Teachers may not take their planning, preparation and assessment time at home.",
        "stronger",
    ),
    (
        "permission",
        "z: Be.",
        (
            "z: Be. | a: An employee may attend an informal capability meeting with a colleague "
            "or trade union representative for support."
        ),
        "permitted",
    ),
    (
        "permission",
        (
            "a: Employees may make up to two statutory requests for flexible working in any "
            "twelve-month period."
        ),
        (
            "a: Employees are entitled to make up to two statutory requests for flexible working "
            "in any twelve-month period."
        ),
        "same",
    ),
    (
        "permission",
        (
            "a: The employee may be accompanied at the hearing by a trade union representative "
            "or a work colleague."
        ),
        (
            "a: The employee may be accompanied at the hearing by a trade union representative, "
            "a work colleague or a family member."
        ),
        "permitted",
    ),
    (
        "exception",
        (
            "a: Employees must give at least five working days' notice of any medical "
            "appointment during working hours."
        ),
        (
            "a: Except in an emergency, employees must give at least five working days' notice "
            "of any medical appointment during working hours."
        ),
        "weaker",
    ),
    (
        "exception",
        (
            "a: Unless there are exceptional circumstances, the appeal panel must hear the "
            "appeal within twenty working days."
        ),
        (
            "a: The appeal panel must hear the appeal within twenty working days, except where "
            "there are exceptional circumstances."
        ),
        "same",
    ),
    (
        "exception",
        (
            "a: Staff must not photograph pupils on personal devices unless the headteacher has "
            "given permission in writing."
        ),
        "a: Staff must not photograph pupils on personal devices.",
        "stronger",
    ),
    (
        "exception",
        (
            "z: Be. | a: Unless the headteacher has agreed otherwise, employees must keep a copy "
            "of all correspondence with parents."
        ),
        "z: Be.",
        "removed",
    ),
    (
        "exception",
        (
            "a: The school must keep the identity of anyone who raises a concern under this "
            "policy confidential."
        ),
        (
            "a: The school must keep the identity of anyone who raises a concern under this "
            "policy confidential, unless disclosure is required by law."
        ),
        "weaker",
    ),
    (
        "negation",
        (
            "a: Staff must neither give their personal telephone number to pupils nor ask pupils "
            "for theirs."
        ),
        (
            "a: Staff must not give their personal telephone number to pupils or ask pupils for "
            "theirs."
        ),
        "same",
    ),
    (
        "negation",
        "a: No member of staff may accept a gift of cash from a parent, pupil or supplier.",
        "a: Members of staff must not accept gifts of cash from parents, pupils or suppliers.",
        "same",
    ),
    (
        "negation",
        "a: Neither the employee nor the companion may make an audio recording of the hearing.",
        (
            "a: Either the employee or the companion may make an audio recording of the hearing "
            "with the panel's consent."
        ),
        "permitted",
    ),
    (
        "negation",
        (
            "a: Staff should not communicate with pupils through personal email accounts or "
            "private messaging services."
        ),
        (
            "a: No member of staff may communicate with pupils through personal email accounts "
            "or private messaging services."
        ),
        "stronger",
    ),
    (
        "negation",
        "a: No employee may undertake paid work elsewhere while on sick leave from the school.",
        (
            "a: An employee may undertake paid work elsewhere while on sick leave if the "
            "headteacher agrees in writing."
        ),
        "permitted",
    ),
    (
        "limit",
        (
            "a: An employee who wishes to appeal must write to the clerk within ten working days "
            "of receiving the decision."
        ),
        (
            "a: An employee who wishes to appeal must write to the clerk within five working "
            "days of receiving the decision."
        ),
        "stronger",
    ),
    (
        "limit",
        (
            "a: Teaching staff who are unwell must telephone the cover manager no later than "
            "7.00 am on each day of absence."
        ),
        (
            "a: Teaching staff who are unwell must telephone the cover manager no later than "
            "7.30 am on each day of absence."
        ),
        "weaker",
    ),
    (
        "limit",
        (
            "a: A final written warning will remain on the employee's personnel file for twelve "
            "months."
        ),
        "a: A final written warning will stay on the employee's personnel file for one year.",
        "same",
    ),
    (
        "limit",
        (
            "a: Employees must disclose any new criminal conviction or caution to the "
            "headteacher immediately."
        ),
        (
            "a: Employees must disclose any new criminal conviction or caution to the "
            "headteacher and the chair of governors immediately."
        ),
        "stronger",
    ),
    (
        "words",
        (
            "a: All employees are expected to act with honesty and integrity in their dealings "
            "with pupils, parents and colleagues."
        ),
        (
            "a: All employees are expected to be honest and show integrity when dealing with "
            "pupils, parents and colleagues."
        ),
        "same",
    ),
    (
        "words",
        (
            "a: The manager will confirm the outcome of the capability meeting to the employee "
            "in writing."
        ),
        (
            "a: The outcome of the capability meeting will be confirmed to the employee in "
            "writing by the manager."
        ),
        "same",
    ),
    (
        "words",
        (
            "a: Staff must obtain the headteacher's approval before setting up a class or "
            "department social media account."
        ),
        (
            "a: Staff must inform the headteacher before setting up a class or department social "
            "media account."
        ),
        "weaker",
    ),
)
