/* Stands in for libusb and hidapi in an unmodified client: one key is plugged in, and its feature reports go over a
 * Unix socket to the test. One byte 'G' asks for a report; 'S' and the report write one; the answer is one status
 * byte (1: done, 0: stalled) and, after 'G', the report. Descriptors are not exercised here. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <wchar.h>

static int link_to_key = -1;

static long setting(const char *name) { return strtol(getenv(name), NULL, 0); }

static int reach(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (link_to_key >= 0) return 1;
  strncpy(address.sun_path, getenv("SHIM_SOCKET"), sizeof address.sun_path - 1);
  link_to_key = socket(AF_UNIX, SOCK_STREAM, 0);
  return connect(link_to_key, (struct sockaddr *)&address, sizeof address) == 0;
}

static int take(unsigned char *bytes, size_t size) {
  for (size_t got = 0; got < size;) {
    ssize_t n = read(link_to_key, bytes + got, size - got);
    if (n <= 0) return 0;
    got += (size_t)n;
  }
  return 1;
}

static int exchange(char what, unsigned char *report, size_t size) {
  unsigned char message[65], status;
  if (!reach()) return 0;
  message[0] = (unsigned char)what;
  if (what == 'S') memcpy(message + 1, report, size);
  size_t length = what == 'S' ? size + 1 : 1;
  if (write(link_to_key, message, length) != (ssize_t)length || !take(&status, 1) || status != 1) return 0;
  return what == 'S' || take(report, size);
}

/* libusb 1.0, as far as libykpers asks */

struct device_descriptor {
  uint8_t length, type;
  uint16_t usb;
  uint8_t class, subclass, protocol, packet;
  uint16_t vendor, product, release;
  uint8_t manufacturer_text, product_text, serial_text, configurations;
};

static int the_device;

int libusb_init(void **context) { if (context) *context = &the_device; return 0; }
void libusb_exit(void *context) { (void)context; }
ssize_t libusb_get_device_list(void *context, void ***list) {
  (void)context;
  *list = calloc(2, sizeof **list);
  (*list)[0] = &the_device;
  return 1;
}
void libusb_free_device_list(void **list, int unref) { (void)unref; free(list); }
int libusb_get_device_descriptor(void *device, struct device_descriptor *descriptor) {
  (void)device;
  memset(descriptor, 0, sizeof *descriptor);
  descriptor->length = 18;
  descriptor->type = 1;
  descriptor->usb = 0x0200;
  descriptor->packet = 64;
  descriptor->vendor = (uint16_t)setting("SHIM_VENDOR");
  descriptor->product = (uint16_t)setting("SHIM_PRODUCT");
  descriptor->configurations = 1;
  return 0;
}
int libusb_open(void *device, void **handle) { *handle = device; return 0; }
void libusb_close(void *handle) { (void)handle; }
void *libusb_get_device(void *handle) { return handle; }
int libusb_get_configuration(void *handle, int *configuration) { (void)handle; *configuration = 1; return 0; }
int libusb_set_configuration(void *handle, int configuration) { (void)handle; (void)configuration; return 0; }
int libusb_claim_interface(void *handle, int number) { (void)handle; return number == 0 ? 0 : -5; }
int libusb_release_interface(void *handle, int number) { (void)handle; (void)number; return 0; }
int libusb_kernel_driver_active(void *handle, int number) { (void)handle; (void)number; return 0; }
int libusb_detach_kernel_driver(void *handle, int number) { (void)handle; (void)number; return 0; }
int libusb_attach_kernel_driver(void *handle, int number) { (void)handle; (void)number; return 0; }
int libusb_control_transfer(void *handle, uint8_t type, uint8_t request, uint16_t value, uint16_t index,
                            unsigned char *data, uint16_t length, unsigned int timeout) {
  (void)handle;
  (void)timeout;
  if (value != 0x0300 || index != 0 || length != 8) return -9;
  if (type == 0xa1 && request == 1) return exchange('G', data, 8) ? 8 : -9;
  if (type == 0x21 && request == 9) return exchange('S', data, 8) ? 8 : -9;
  return -9;
}

/* hidapi 0.13, as far as libnitrokey asks */

struct hid_device_info {
  char *path;
  unsigned short vendor, product;
  wchar_t *serial;
  unsigned short release;
  wchar_t *manufacturer_text, *product_text;
  unsigned short usage_page, usage;
  int interface;
  struct hid_device_info *next;
  int bus;
};

int hid_init(void) { return 0; }
int hid_exit(void) { return 0; }
struct hid_device_info *hid_enumerate(unsigned short vendor, unsigned short product) {
  if ((vendor && vendor != setting("SHIM_VENDOR")) || (product && product != setting("SHIM_PRODUCT"))) return NULL;
  struct hid_device_info *info = calloc(1, sizeof *info);
  info->path = strdup("0001:0001:00");
  info->vendor = (unsigned short)setting("SHIM_VENDOR");
  info->product = (unsigned short)setting("SHIM_PRODUCT");
  info->serial = wcsdup(L"00000000000000001234abcd");
  info->manufacturer_text = wcsdup(L"Nitrokey");
  info->product_text = wcsdup(L"Nitrokey Pro");
  return info;
}
void hid_free_enumeration(struct hid_device_info *info) { (void)info; }
void *hid_open_path(const char *path) { (void)path; return &the_device; }
void *hid_open(unsigned short vendor, unsigned short product, const wchar_t *serial) {
  (void)serial;
  return vendor == setting("SHIM_VENDOR") && product == setting("SHIM_PRODUCT") ? &the_device : NULL;
}
void hid_close(void *device) { (void)device; }
const wchar_t *hid_error(void *device) { (void)device; return L""; }
int hid_send_feature_report(void *device, unsigned char *data, size_t length) {
  (void)device;
  return length == 65 && exchange('S', data + 1, 64) ? 65 : -1;
}
int hid_get_feature_report(void *device, unsigned char *data, size_t length) {
  (void)device;
  data[0] = 0;
  return length >= 65 && exchange('G', data + 1, 64) ? 65 : -1;
}
