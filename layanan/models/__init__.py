"""What the service room keeps."""
