"""Persons of concern, what is said of them, their ties and orders, each behind the wall (EXP-5)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import lantern.network.vocabulary.persons
import lantern.network.vocabulary.powers
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

TABLES = (
    "personofconcern", "childtie", "statement", "persontie", "personturn", "samechild", "joining", "order", "breach",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0007_restricted_and_conflicts"),
        ("network", "0001_initial"),
        ("organisation", "0006_scopes"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonOfConcern",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=12)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("sort_name", models.CharField(blank=True, max_length=200)),
                ("description", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                ("closed_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "area",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.area"
                    ),
                ),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                (
                    "root",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="family", to="network.personofconcern"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "persons of concern",
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=400)),
                (
                    "power",
                    models.CharField(
                        choices=[
                            (lantern.network.vocabulary.powers.Power["ABDUCTION"], "Child abduction warning notice"),
                            (lantern.network.vocabulary.powers.Power["SEXUAL_RISK"], "Sexual risk order"),
                            (lantern.network.vocabulary.powers.Power["SEXUAL_HARM"], "Sexual harm prevention order"),
                            (
                                lantern.network.vocabulary.powers.Power["SLAVERY_RISK"],
                                "Slavery and trafficking risk order",
                            ),
                            (
                                lantern.network.vocabulary.powers.Power["SLAVERY_PREVENTION"],
                                "Slavery and trafficking prevention order",
                            ),
                            (lantern.network.vocabulary.powers.Power["HOTEL"], "Hotel information notice"),
                            (lantern.network.vocabulary.powers.Power["CLOSURE_NOTICE"], "Closure notice"),
                            (lantern.network.vocabulary.powers.Power["CLOSURE_ORDER"], "Closure order"),
                            (
                                lantern.network.vocabulary.powers.Power["PROTECTION_WARNING"],
                                "Community protection warning",
                            ),
                            (
                                lantern.network.vocabulary.powers.Power["PROTECTION_NOTICE"],
                                "Community protection notice",
                            ),
                            (lantern.network.vocabulary.powers.Power["INJUNCTION"], "Civil injunction"),
                            (lantern.network.vocabulary.powers.Power["CRIMINAL_BEHAVIOUR"], "Criminal behaviour order"),
                            (
                                lantern.network.vocabulary.powers.Power["PUBLIC_SPACES"],
                                "Public spaces protection order",
                            ),
                            (lantern.network.vocabulary.powers.Power["TENANCY"], "Tenancy action"),
                            (lantern.network.vocabulary.powers.Power["LICENCE_PREMISES"], "Licensing review, premises"),
                            (lantern.network.vocabulary.powers.Power["LICENCE_TAXI"], "Licensing review, taxi"),
                            (lantern.network.vocabulary.powers.Power["LICENCE_TAKEAWAY"], "Licensing review, takeaway"),
                            (lantern.network.vocabulary.powers.Power["ENVIRONMENTAL"], "Environmental health"),
                            (lantern.network.vocabulary.powers.Power["SAFETY"], "Health and safety"),
                            (lantern.network.vocabulary.powers.Power["FIRE"], "Fire safety"),
                            (lantern.network.vocabulary.powers.Power["FRAUD"], "Fraud"),
                            (lantern.network.vocabulary.powers.Power["TRADING"], "Trading standards"),
                            (lantern.network.vocabulary.powers.Power["DRUGS"], "Drugs warrant"),
                            (lantern.network.vocabulary.powers.Power["RECOVERY"], "Recovery order"),
                            (lantern.network.vocabulary.powers.Power["DISPERSAL"], "Dispersal"),
                            (lantern.network.vocabulary.powers.Power["OTHER"], "Other"),
                        ],
                        max_length=48,
                    ),
                ),
                ("issued_on", models.DateField()),
                ("issued_by", models.CharField(max_length=120)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("conditions", models.CharField(blank=True, max_length=2000)),
                ("expires_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "ended_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                (
                    "withdrawn_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "person",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="network.personofconcern"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Joining",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("because", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                (
                    "undone_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "other",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joined", to="network.personofconcern"
                    ),
                ),
                (
                    "person",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joinings",
                        to="network.personofconcern",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChildTie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=200)),
                ("scheme", models.CharField(blank=True, max_length=8)),
                ("grade", models.CharField(blank=True, max_length=4)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=400)),
                ("certainty", models.CharField(max_length=10)),
                ("since", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.network.vocabulary.persons.ChildTieKind["EXPLOITS"], "Exploits the child"),
                            (
                                lantern.network.vocabulary.persons.ChildTieKind["ASSOCIATES"],
                                "Associates with the child",
                            ),
                            (lantern.network.vocabulary.persons.ChildTieKind["DRIVES"], "Drives the child"),
                            (
                                lantern.network.vocabulary.persons.ChildTieKind["SUPPLIES"],
                                "Supplies the child with something",
                            ),
                            (lantern.network.vocabulary.persons.ChildTieKind["HARBOURS"], "Harbours the child"),
                            (lantern.network.vocabulary.persons.ChildTieKind["FAMILY"], "Family of the child"),
                            (
                                lantern.network.vocabulary.persons.ChildTieKind["PARTNER"],
                                "Calls themselves the child’s partner",
                            ),
                            (
                                lantern.network.vocabulary.persons.ChildTieKind["ONLINE"],
                                "In contact with the child online",
                            ),
                            (lantern.network.vocabulary.persons.ChildTieKind["OTHER"], "Another tie with the child"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "ended_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                (
                    "withdrawn_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "person",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="child_ties",
                        to="network.personofconcern",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Breach",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=400)),
                ("on", models.DateField()),
                ("words", models.CharField(max_length=1000)),
                ("reported_to", models.CharField(blank=True, max_length=120)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                (
                    "withdrawn_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "order",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="breaches", to="network.order"
                    ),
                ),
                (
                    "person",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.personofconcern"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "breaches",
            },
        ),
        migrations.CreateModel(
            name="PersonTie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=200)),
                ("scheme", models.CharField(blank=True, max_length=8)),
                ("grade", models.CharField(blank=True, max_length=4)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=400)),
                ("certainty", models.CharField(max_length=10)),
                ("since", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.network.vocabulary.persons.PersonTieKind["ASSOCIATE"], "Associate of"),
                            (lantern.network.vocabulary.persons.PersonTieKind["GROUP"], "In a group with"),
                            (lantern.network.vocabulary.persons.PersonTieKind["DIRECTS"], "Directs"),
                            (lantern.network.vocabulary.persons.PersonTieKind["DRIVES"], "Drives for"),
                            (lantern.network.vocabulary.persons.PersonTieKind["EMPLOYS"], "Employs"),
                            (lantern.network.vocabulary.persons.PersonTieKind["FAMILY"], "Family of"),
                            (lantern.network.vocabulary.persons.PersonTieKind["PARTNER"], "Partner of"),
                            (lantern.network.vocabulary.persons.PersonTieKind["OTHER"], "Has to do with"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "ended_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "other",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tied", to="network.personofconcern"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                (
                    "person",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ties", to="network.personofconcern"
                    ),
                ),
                (
                    "withdrawn_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PersonTurn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            (lantern.network.vocabulary.persons.Turn["CLOSED"], "closed"),
                            (lantern.network.vocabulary.persons.Turn["REOPENED"], "reopened"),
                            (lantern.network.vocabulary.persons.Turn["CHANGED"], "changed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("because", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                (
                    "person",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="network.personofconcern"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SameChild",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("same", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                (
                    "person",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="child_decisions",
                        to="network.personofconcern",
                    ),
                ),
                (
                    "undone_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=200)),
                ("scheme", models.CharField(blank=True, max_length=8)),
                ("grade", models.CharField(blank=True, max_length=4)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=400)),
                (
                    "about",
                    models.CharField(
                        choices=[
                            (lantern.network.vocabulary.persons.About["ALIAS"], "Also known as"),
                            (lantern.network.vocabulary.persons.About["BORN"], "Date of birth"),
                            (lantern.network.vocabulary.persons.About["AGE"], "About how old"),
                            (lantern.network.vocabulary.persons.About["DESCRIPTION"], "Description"),
                            (lantern.network.vocabulary.persons.About["ADDRESS"], "Address"),
                            (lantern.network.vocabulary.persons.About["PLACE"], "Place they go to"),
                            (lantern.network.vocabulary.persons.About["VEHICLE"], "Vehicle"),
                            (lantern.network.vocabulary.persons.About["PHONE"], "Phone"),
                            (lantern.network.vocabulary.persons.About["ACCOUNT"], "Account online"),
                            (lantern.network.vocabulary.persons.About["GROUP"], "Gang or group"),
                            (lantern.network.vocabulary.persons.About["OTHER"], "Anything else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=400)),
                ("day", models.DateField(help_text="a birth date", null=True)),
                ("on", models.DateField()),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "entity",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="network.entity",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                (
                    "person",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="network.personofconcern",
                    ),
                ),
                (
                    "withdrawn_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="personofconcern",
            index=models.Index(
                condition=models.Q(("root", models.F("id"))),
                fields=["partnership", "sort_name", "id"],
                name="person_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="personofconcern",
            index=models.Index(
                condition=models.Q(("root", models.F("id"))), fields=["partnership", "-at", "id"], name="person_latest"
            ),
        ),
        migrations.AddConstraint(
            model_name="personofconcern",
            constraint=models.UniqueConstraint(fields=("partnership", "number"), name="person_number_once"),
        ),
        migrations.AddConstraint(
            model_name="personofconcern",
            constraint=models.CheckConstraint(
                condition=models.Q(("description", ""), ("name", ""), _negated=True), name="person_named_or_described"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["partnership", "expires_on", "id"],
                name="order_by_expiry",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_on", None), ("expires_on__gte", models.F("issued_on")), _connector="OR"),
                name="order_expires_after_issue",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_because", ""), ("ended_by", None), ("ended_on", None)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ended_on__gte", models.F("issued_on")),
                        ("ended_on__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="order_ended_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", None)),
                    models.Q(
                        ("withdrawn_at__gte", models.F("at")),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="order_withdrawn_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="joining",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)), fields=("partnership", "other"), name="joined_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="joining",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("other")), _negated=True), name="joining_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="joining",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True), name="joined_because"
            ),
        ),
        migrations.AddIndex(
            model_name="childtie",
            index=models.Index(fields=["child", "-at"], name="child_tie_by_child"),
        ),
        migrations.AddConstraint(
            model_name="childtie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "certainty__in",
                        [
                            lantern.network.vocabulary.persons.Certainty["SUSPECTED"],
                            lantern.network.vocabulary.persons.Certainty["KNOWN"],
                        ],
                    )
                ),
                name="child_tie_suspected_or_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="childtie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", None)),
                    models.Q(
                        ("withdrawn_at__gte", models.F("at")),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="child_tie_withdrawn_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="childtie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_because", ""), ("ended_by", None), ("ended_on", None)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ended_on__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="child_tie_ended_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="breach_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", None)),
                    models.Q(
                        ("withdrawn_at__gte", models.F("at")),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="breach_withdrawn_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="persontie",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("other")), _negated=True), name="person_tie_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="persontie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "certainty__in",
                        [
                            lantern.network.vocabulary.persons.Certainty["SUSPECTED"],
                            lantern.network.vocabulary.persons.Certainty["KNOWN"],
                        ],
                    )
                ),
                name="person_tie_suspected_or_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="persontie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", None)),
                    models.Q(
                        ("withdrawn_at__gte", models.F("at")),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="person_tie_withdrawn_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="persontie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_because", ""), ("ended_by", None), ("ended_on", None)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ended_on__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="person_tie_ended_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="personturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True), name="person_turn_because"
            ),
        ),
        migrations.AddConstraint(
            model_name="samechild",
            constraint=models.UniqueConstraint(
                condition=models.Q(("same", True), ("undone_at", None)),
                fields=("partnership", "person"),
                name="person_is_one_child",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="statement_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about", lantern.network.vocabulary.persons.About["BORN"]), _negated=True),
                    ("day__isnull", False),
                    _connector="OR",
                ),
                name="statement_of_birth_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", None)),
                    models.Q(
                        ("withdrawn_at__gte", models.F("at")),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="statement_withdrawn_because",
            ),
        ),
        *(Wall(table) for table in TABLES),
    ]
