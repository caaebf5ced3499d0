from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_attempts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=80)),
                ('task', models.CharField(blank=True, max_length=40)),
                ('asked', models.DateTimeField()),
                ('begun', models.DateTimeField(null=True)),
                ('step', models.CharField(blank=True, max_length=20)),
                ('ended', models.DateTimeField(null=True)),
                ('failure', models.JSONField(default=dict)),
                ('round', models.ForeignKey(db_index=False, on_delete=models.deletion.PROTECT, related_name='jobs', to='records.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'kind', 'key'), name='one_job_per_thing')],
            },
        ),
    ]
