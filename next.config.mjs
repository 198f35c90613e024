/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["undici"],
  async rewrites() {
    return {
      // The operational guide's three curl lines name the API without its prefix.
      beforeFiles: [
        { source: "/circuit-breaker/:path*", destination: "/api/circuit-breaker/:path*" },
        { source: "/livez", destination: "/api/livez" },
        { source: "/readyz", destination: "/api/readyz" },
        { source: "/metrics", destination: "/api/metrics" },
      ],
      afterFiles: [],
      fallback: [],
    };
  },
};
