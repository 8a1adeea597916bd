"""What associations do: one folder per area of business."""
