import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Value

from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.crypto.port import Unreadable

PHONE = "13800000000"  # invented 演示


class Applicant(models.Model):
    """A trial table of these tests; it has no migration."""

    no = models.IntegerField("号", primary_key=True)
    phone = EncryptedTextField("电话", purpose="trial.phone", null=True)
    other = EncryptedTextField("备注", purpose="trial.other", blank=True, default="")

    class Meta:
        app_label = "crypto"
        managed = False
        db_table = "crypto_trial_applicant"

    def __str__(self):
        return str(self.no)


PHONE_FIELD = Applicant._meta.get_field("phone")
LOOKUPS = ["phone", "phone__in", "phone__contains", "phone__gt", "phone__length"]


@pytest.fixture(autouse=True)
def table(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE crypto_trial_applicant (no integer PRIMARY KEY, phone text, other text NOT NULL)"
        )


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM crypto_trial_applicant ORDER BY no")
        return [phone for (phone,) in cursor.fetchall()]


class TestSaving:
    def test_stores_a_ciphertext_and_gives_the_text_back(self):
        Applicant.objects.create(no=1, phone=PHONE)
        assert stored()[0].startswith("qc1.sm4-gcm.")
        assert Applicant.objects.get().phone == PHONE

    def test_holds_for_updates_and_bulk_writes(self):
        Applicant.objects.bulk_create([Applicant(no=1, phone="1"), Applicant(no=2, phone="2")])
        one, two = Applicant.objects.order_by("no")
        one.phone = PHONE
        Applicant.objects.bulk_update([one], ["phone"])
        Applicant.objects.filter(pk=two.pk).update(phone=PHONE)
        assert list(Applicant.objects.values_list("phone", flat=True)) == [PHONE, PHONE]
        assert all(phone.startswith("qc1.") for phone in stored())

    def test_keeps_nothing_as_nothing_and_empty_text_sealed(self):
        Applicant.objects.create(no=1, phone=None)
        Applicant.objects.create(no=2, phone="")
        assert stored()[0] is None
        assert stored()[1].startswith("qc1.")
        assert [a.phone for a in Applicant.objects.order_by("no")] == [None, ""]

    def test_never_puts_the_text_into_a_query(self, django_assert_num_queries):
        with django_assert_num_queries(1) as queries:
            Applicant.objects.create(no=1, phone=PHONE)
        assert PHONE not in queries.captured_queries[0]["sql"]


class TestReading:
    def test_refuses_a_ciphertext_moved_from_another_column(self):
        Applicant.objects.create(no=1, other=PHONE)
        Applicant.objects.update(phone=F("other"))
        with pytest.raises(Unreadable):
            Applicant.objects.get()


class TestSearching:
    @pytest.mark.parametrize(
        "lookup", ["phone", "phone__in", "phone__contains", "phone__gt", "phone__length"]
    )
    def test_is_refused_with_the_remedy(self, lookup):
        with pytest.raises(FieldError, match="keyed digest"):
            Applicant.objects.filter(**{lookup: PHONE}).exists()

    def test_by_expression_is_refused_too(self):
        with pytest.raises(FieldError, match="keyed digest"):
            list(
                Applicant.objects.annotate(said=Value(PHONE, output_field=Applicant._meta.get_field("phone")))
            )

    def test_may_ask_whether_there_is_anything(self):
        Applicant.objects.create(no=1, phone=None)
        assert Applicant.objects.filter(phone__isnull=True).count() == 1


class TestMigrations:
    def test_hold_the_purpose(self):
        field = PHONE_FIELD
        _, path, args, kwargs = field.deconstruct()
        assert path == "quancheng.kernel.crypto.fields.EncryptedTextField"
        assert kwargs["purpose"] == "trial.phone"
        assert EncryptedTextField(*args, **kwargs).deconstruct()[1:] == (path, args, kwargs)
        assert "purpose='trial.phone'" in MigrationWriter.serialize(field)[0]
