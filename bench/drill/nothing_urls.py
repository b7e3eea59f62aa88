"""The product's addresses, and one that does nothing."""

from bench.empty import urlpatterns as nothing
from s3platform.urls import urlpatterns as product

urlpatterns = [*nothing, *product]
