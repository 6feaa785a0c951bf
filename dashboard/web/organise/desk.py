"""What every section of the organisers' page works with: who reads it, in which campaign and language."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.accounts import Person
from dashboard.geocoding import Resolver
from dashboard.i18n import Speech
from dashboard.model import Campaign
from dashboard.storage import Store
from dashboard.web import resources


@dataclass(frozen=True, slots=True)
class Desk:
    """One organiser's place in one campaign. Each use case checks again what they may do."""

    speech: Speech
    by: Person
    campaign: Campaign

    @property
    def slug(self) -> str:
        """The campaign's name in links."""
        return self.campaign.slug

    @property
    def here(self) -> tuple[Store, Person, str]:
        """What each use case is told first: the store, who asks, and in which campaign."""
        return self.store, self.by, self.slug

    @property
    def with_resolver(self) -> tuple[Store, Person, Resolver, str]:
        """The same of a use case that looks places up."""
        return self.store, self.by, self.resolver, self.slug

    @property
    def store(self) -> Store:
        """The store that all pages share."""
        return resources.store()

    @property
    def resolver(self) -> Resolver:
        """Answers where a place is, without asking the network."""
        return Resolver(resources.gazetteer())
