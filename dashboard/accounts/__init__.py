"""Accounts: who somebody is, what they may do, and how they get in. Each use case asks `require` first.

Nothing here knows of pages or cookies: what a cookie holds is given to `who`.
"""

from dashboard.accounts.invitations import Invited, accept, invite, invited, look_up, withdraw
from dashboard.accounts.log import Deed, record, what_was_done
from dashboard.accounts.managing import (
    Member,
    end_membership,
    members,
    set_role,
    set_trusted,
    sign_out_everywhere,
)
from dashboard.accounts.own import (
    change_password,
    end_second_factor,
    use_second_factor,
    waiting_second_factor,
)
from dashboard.accounts.passwords import check_password
from dashboard.accounts.people import (
    EVERYWHERE,
    OPERATOR,
    Person,
    allows,
    is_trusted,
    require,
    role_in,
    somebody,
    whose,
)
from dashboard.accounts.sessions import may_upload, my_session, my_sessions, revoke, sign_out, who
from dashboard.accounts.signing_in import Door, sign_in, sign_in_verified
from dashboard.storage.accounts_values import Membership, Role, Session
