from django.db import migrations

CAME = ("received", "refunded")


def enter_what_was(apps, schema_editor):
    """What orders cost, what came for them and what went back, as if the ledger had always been there."""
    Payment, Entry = apps.get_model("payments", "Payment"), apps.get_model("payments", "LedgerEntry")
    for payment in Payment.objects.filter(amount__gt=0).iterator():
        moves = [("billed", payment.opened_at)]
        if payment.status in CAME:
            moves.append(("paid", payment.received_at))
            payment.captured = payment.amount
        if payment.status in ("cancelled", "refunded"):
            moves.append(("credited", payment.closed_at))
        if payment.status == "refunded":
            moves.append(("refunded", payment.closed_at))
            payment.refunded = payment.amount
        payment.save(update_fields=["captured", "refunded"])
        amounts = {"amount": payment.amount, "total": payment.amount, "currency": payment.currency}
        Entry.objects.bulk_create(Entry(payment=payment, kind=kind, entered_at=when, **amounts) for kind, when in moves)


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0003_three_phases'),
    ]

    operations = [
        migrations.RunPython(enter_what_was, migrations.RunPython.noop),
    ]
