"""Who somebody is: signing in, sessions, invitations and the people of a campaign."""
