"""Files that a new partnership starts from: boundaries, postcodes, people."""

from typing import Any

from django import forms

from lantern.exchange.forms.sending import MEGABYTE, MOST_BYTES, TryForm
from lantern.organisation.models import Geography


class BoundariesForm(TryForm):
    """A GeoJSON file, and of which geography it draws the areas."""

    geography = forms.ModelChoiceField(
        Geography.objects.none(), label="Of which areas?", empty_label=None, to_field_name="key"
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["geography"].queryset = Geography.objects.all()  # type: ignore[attr-defined]
        self.fields["upload"].help_text = (
            "A GeoJSON file in longitude and latitude, as the Office for National Statistics publishes boundaries, "
            f"up to {MOST_BYTES // MEGABYTE} MB. Each shape carries an area’s code or name."
        )


class PostcodesForm(TryForm):
    """A file of postcodes with their grid references."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["upload"].help_text = (
            "CSV, packed with gzip or not, with the columns postcode, easting and northing and, if there is one, district "
            f"code, up to {MOST_BYTES // MEGABYTE} MB. It may take half a minute."
        )


class PeopleForm(TryForm):
    """A spreadsheet of people to invite."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["upload"].help_text = (
            "An Excel workbook or CSV with the columns Name, Email, Post, Agency, Role and Area. "
            "Nobody is invited before you have seen how each row is read."
        )
