import core.payments.types
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0004_ledger_of_old_payments'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('captured__lte', models.F('amount')), ('refunded__gte', 0), ('refunded__lte', models.F('captured'))), name='payment_amounts_in_order'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('captured__gt', 0), ('received_at__isnull', False), ('status__in', [core.payments.types.PaymentStatus['RECEIVED'], core.payments.types.PaymentStatus['REFUNDED']])), models.Q(('amount', 0), ('received_at__isnull', False), ('status__in', [core.payments.types.PaymentStatus['RECEIVED'], core.payments.types.PaymentStatus['REFUNDED']])), models.Q(models.Q(('status__in', [core.payments.types.PaymentStatus['RECEIVED'], core.payments.types.PaymentStatus['REFUNDED']]), _negated=True), ('captured', 0), ('received_at__isnull', True)), _connector='OR'), name='payment_came_or_not'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('status__in', [core.payments.types.PaymentStatus['FAILED'], core.payments.types.PaymentStatus['CANCELLED'], core.payments.types.PaymentStatus['REFUNDED']])), models.Q(models.Q(('status__in', [core.payments.types.PaymentStatus['FAILED'], core.payments.types.PaymentStatus['CANCELLED'], core.payments.types.PaymentStatus['REFUNDED']]), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='payment_closed_or_not'),
        ),
    ]
