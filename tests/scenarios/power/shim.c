/* A disk that can be cut: preloaded (LD_PRELOAD) under a program, it counts what the program does
 * to the files below POWER_DIR (write, sync, truncate, rename, unlink), kills it at the n-th, and
 * keeps in POWER_IMAGE what a disk without power would still have: of each file only what had been
 * written before its last sync, of each folder only the names it had at its last sync.
 *
 *   POWER_DIR    folder that is watched
 *   POWER_IMAGE  folder for the image; without it no image is kept
 *   POWER_KILL   number of the act at which the process dies; 0 or unset: never
 *   POWER_TORN   1: the fatal write is half done
 *   POWER_COUNT  file that gets the number of acts when the process ends by itself
 *   POWER_FULL   file; as long as it exists, writes that make a file longer fail with ENOSPC
 *
 * Used by crates/store/tests/store/power.rs. Linux, one process, no mmap writes (SQLite's -shm file
 * is mapped; it is never synced and a power cut loses it, as here).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PATH 1024
#define FILES 64
#define RANGES 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char dir[PATH], image[PATH], full[PATH];
static long acts, kill_at;
static int torn;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);

/* What was written to a file since its last sync. */
struct file {
    char path[PATH];
    int used, everything;
    int count;
    struct { off_t from; size_t bytes; } range[RANGES];
};
static struct file files[FILES];

/* Renames and unlinks that wait for a sync of their folder; `to` is empty for an unlink. */
struct name { char from[PATH], to[PATH]; int used; };
static struct name names[FILES];

__attribute__((constructor)) static void begin(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    const char *value;
    if ((value = getenv("POWER_DIR"))) snprintf(dir, PATH, "%s", value);
    if ((value = getenv("POWER_IMAGE"))) snprintf(image, PATH, "%s", value);
    if ((value = getenv("POWER_FULL"))) snprintf(full, PATH, "%s", value);
    if ((value = getenv("POWER_KILL"))) kill_at = atol(value);
    torn = (value = getenv("POWER_TORN")) && *value == '1';
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("POWER_COUNT");
    if (!path) return;
    FILE *out = fopen(path, "w");
    if (!out) return;
    fprintf(out, "%ld\n", acts);
    fclose(out);
}

static int watched(const char *path) {
    size_t n = strlen(dir);
    if (!n || strncmp(path, dir, n) || (path[n] && path[n] != '/')) return 0;
    n = strlen(path);
    return n < 4 || strcmp(path + n - 4, "-shm");
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return watched(path);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* One more act; true when it is the fatal one. */
static int fatal(void) { return ++acts == kill_at; }

static struct file *file_at(const char *path) {
    struct file *free_one = 0;
    for (int i = 0; i < FILES; i++) {
        if (files[i].used && !strcmp(files[i].path, path)) return &files[i];
        if (!files[i].used && !free_one) free_one = &files[i];
    }
    if (!free_one) abort();
    free_one->used = 1;
    free_one->count = 0;
    free_one->everything = 0;
    snprintf(free_one->path, PATH, "%s", path);
    return free_one;
}

static void dirty(const char *path, off_t from, size_t bytes) {
    if (!*image) return;
    struct file *file = file_at(path);
    if (file->count == RANGES) { file->everything = 1; return; }
    file->range[file->count].from = from;
    file->range[file->count].bytes = bytes;
    file->count++;
}

static void in_image(const char *path, char *out) {
    snprintf(out, PATH, "%s%s", image, path + strlen(dir));
    for (char *at = out + strlen(image) + 1; (at = strchr(at, '/')); at++) {
        *at = 0;
        mkdir(out, 0755);
        *at = '/';
    }
}

static void copy_range(int from, int to, off_t at, size_t bytes) {
    char buffer[65536];
    while (bytes) {
        size_t part = bytes < sizeof buffer ? bytes : sizeof buffer;
        ssize_t n = pread(from, buffer, part, at);
        if (n <= 0) return;
        if (real_pwrite(to, buffer, n, at) != n) abort();
        at += n;
        bytes -= n;
    }
}

/* The file is durable as it is: the image gets what was written since the last time. */
static void synced(int fd, const char *path) {
    if (!*image) return;
    struct stat now;
    if (fstat(fd, &now)) return;
    if (S_ISDIR(now.st_mode)) {
        char from[PATH], to[PATH];
        size_t n = strlen(path);
        for (int i = 0; i < FILES; i++) {
            if (!names[i].used || strncmp(names[i].from, path, n) || names[i].from[n] != '/') continue;
            in_image(names[i].from, from);
            if (*names[i].to) {
                in_image(names[i].to, to);
                real_rename(from, to);
            } else {
                real_unlink(from);
            }
            names[i].used = 0;
        }
        return;
    }
    char out[PATH];
    in_image(path, out);
    char self[64];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    int from = open(self, O_RDONLY | O_CLOEXEC);
    int to = open(out, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (from < 0 || to < 0) abort();
    /* The file is durable under this name, whatever waits for the folder. */
    for (int i = 0; i < FILES; i++)
        if (names[i].used && (!strcmp(names[i].to, path) || (!*names[i].to && !strcmp(names[i].from, path))))
            names[i].used = 0;
    struct file *file = file_at(path);
    if (file->everything) {
        copy_range(from, to, 0, now.st_size);
    } else {
        for (int i = 0; i < file->count; i++)
            copy_range(from, to, file->range[i].from, file->range[i].bytes);
    }
    if (real_ftruncate(to, now.st_size)) abort();
    file->used = 0;
    close(from);
    close(to);
}

static int no_room(int fd, off_t end) {
    struct stat now;
    return *full && !access(full, F_OK) && !fstat(fd, &now) && end > now.st_size;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    char path[PATH];
    if (!path_of(fd, path)) return real_write(fd, bytes, count);
    pthread_mutex_lock(&lock);
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t done = -1;
    if (no_room(fd, at + (off_t)count)) {
        errno = ENOSPC;
    } else if (fatal()) {
        if (torn) real_write(fd, bytes, count / 2);
        die();
    } else {
        done = real_write(fd, bytes, count);
        if (done > 0) dirty(path, at, done);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) {
    char path[PATH];
    if (!path_of(fd, path)) return real_pwrite(fd, bytes, count, at);
    pthread_mutex_lock(&lock);
    ssize_t done = -1;
    if (no_room(fd, at + (off_t)count)) {
        errno = ENOSPC;
    } else if (fatal()) {
        if (torn) real_pwrite(fd, bytes, count / 2, at);
        die();
    } else {
        done = real_pwrite(fd, bytes, count, at);
        if (done > 0) dirty(path, at, done);
    }
    pthread_mutex_unlock(&lock);
    return done;
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return pwrite64(fd, bytes, count, at);
}

static int sync_file(int fd, int (*real)(int)) {
    char path[PATH];
    if (!path_of(fd, path)) return real(fd);
    pthread_mutex_lock(&lock);
    if (fatal()) die();
    int done = real(fd);
    if (!done) synced(fd, path);
    pthread_mutex_unlock(&lock);
    return done;
}
int fsync(int fd) { return sync_file(fd, real_fsync); }
int fdatasync(int fd) { return sync_file(fd, real_fdatasync); }

int ftruncate64(int fd, off_t length) {
    char path[PATH];
    if (!path_of(fd, path)) return real_ftruncate(fd, length);
    pthread_mutex_lock(&lock);
    if (fatal()) die();
    int done = real_ftruncate(fd, length);
    /* A range beyond the new end copies nothing; the sync cuts the image to the new length. */
    pthread_mutex_unlock(&lock);
    return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* Another file is under this name: its next sync copies all of it. */
static void renewed(const char *path) {
    struct file *file = file_at(path);
    file->count = 0;
    file->everything = 1;
}

static void remember(const char *from, const char *to) {
    if (!*image) return;
    renewed(from);
    if (*to) renewed(to);
    for (int i = 0; i < FILES; i++) {
        if (names[i].used) continue;
        names[i].used = 1;
        snprintf(names[i].from, PATH, "%s", from);
        snprintf(names[i].to, PATH, "%s", to);
        return;
    }
    abort();
}

int rename(const char *from, const char *to) {
    if (!watched(from)) return real_rename(from, to);
    pthread_mutex_lock(&lock);
    if (fatal()) die();
    int done = real_rename(from, to);
    if (!done) remember(from, to);
    pthread_mutex_unlock(&lock);
    return done;
}

int unlink(const char *path) {
    if (!watched(path)) return real_unlink(path);
    pthread_mutex_lock(&lock);
    if (fatal()) die();
    int done = real_unlink(path);
    if (!done) remember(path, "");
    pthread_mutex_unlock(&lock);
    return done;
}
