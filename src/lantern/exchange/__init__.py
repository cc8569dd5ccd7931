"""Files in and out: notifications, reference data, the looked-after return."""
